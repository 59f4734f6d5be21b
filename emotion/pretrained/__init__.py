"""The second tier: ViT, Wav2Vec2 and BERT from a hub id or a local folder, behind the interface of the first."""
