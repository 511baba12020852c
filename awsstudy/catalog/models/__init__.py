"""The shapes of the content files, as pydantic models; JSON Schemas are generated from them."""
