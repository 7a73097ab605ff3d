"""The pages of the incidents desk."""
