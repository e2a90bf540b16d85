"""How good a pipeline is: scores with intervals, comparisons, agreement of annotators."""
