## How the server does, for whoever runs it.

page-health = How this server is doing
health = Over all visitors who are sensed at this moment. Each record keeps these times and shares once a minute.
health-part = Part
health-median = Median, ms
health-p95 = p95, ms
health-part-face = Reading a face
health-part-voice = Reading a voice
health-part-text = Reading a comment
health-part-told = Taking a correction
health-part-fusion = Weighing the senses
health-part-ranking = Making the list
health-part-frame = From a picture to the list made with it
health-nobody = Nobody is sensed at the moment.
health-sittings = Visitors
health-of = of { $most }
health-sensed = Sensed
health-waiting = Waiting in line
health-used = Processor cores in use
health-cores = of { $cores }
health-frames = Pictures dropped
health-sound = Sound dropped
health-rung = Read of each
health-rung-rate = { $faces } faces/s
health-rung-of = step { $at } of { $count }: { $width }x{ $height }, a voice every { $hop } s
health-share = { $share } %
health-number = { $value }
health-none = none came
health-device = Models run on: { $device }
health-device-cpu = the processor
health-device-gpu = a graphics card where a model uses it, else the processor

health-own = How the machine keeps up
health-own-rate = { $rate } faces/s read, of { $most } at most
health-own-dropped = Dropped: pictures { $frames }, sound { $sound }
health-own-waiting = Waiting in line: { $waiting }
health-own-recorded = The record keeps these figures once a minute; they stand in the file that Journey offers.
