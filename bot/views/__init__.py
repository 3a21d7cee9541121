"""What people see: Block Kit as pure functions, (card, texts) → dict. Same card, same dict."""
