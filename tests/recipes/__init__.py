"""What somebody who follows the recipes of CONTRIBUTING.md writes, one file a recipe."""
