"""From files to entries: bytes to text, web pages and tables to pages, pages cut by time stamps."""
