"""From what people write down, and from recipes of others, to the kitchen's values."""
