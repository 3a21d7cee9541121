"""The rules of the call centre: values and `now` in, values or a refusal out. Standard library only."""
