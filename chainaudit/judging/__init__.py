"""A question in, a report out: the builder's paths, the checks' facts and the profiles' rulings put together."""
