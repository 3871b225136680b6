"""Settings that are unsafe or impossible are refused at start, with a sentence each."""
