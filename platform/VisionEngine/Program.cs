using DaprProcessing.VisionEngine.Hosting;

// Started by the engine pool, which speaks to it over stdin and stdout. On its own it does nothing.
using var channel = EngineChannel.TakeStandardStreams();
var isConfined = ProcessLimits.Apply();
using var loop = new VisionLoop(channel, isConfined);
loop.Run();
return 0;
