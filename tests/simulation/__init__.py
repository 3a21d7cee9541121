"""Two stations live the same days; what each role can see of them is compared."""
