"""The product's budgets (docs/architecture.md), measured on the machine at hand."""
