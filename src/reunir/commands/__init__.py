"""The commands: one function a verb, each given the parsed arguments, each giving an exit code."""
