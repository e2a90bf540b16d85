"""Which components a pipeline has and how it is trained: spaCy configs."""
