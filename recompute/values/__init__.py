"""Values, figures, claims and cross-checks as functions of a scenario: declare, evaluate and look them up."""
