"""The words and choices that the demo catalogue is made from: data and a pure generator."""
