"""What is taught: content files read, validated, compiled, searched and checked."""
