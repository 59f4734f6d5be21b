"""Trains pretrained encoders on the corpora of the embedded ones; see command.finetune."""
