using DaprProcessing.SpeechEngine.Hosting;

// Started by the engine pool, which speaks to it over stdin and stdout. On its own it does nothing.
using var channel = EngineChannel.TakeStandardStreams();
ProcessLimits.Apply();
using var loop = new SpeechLoop(channel);
loop.Run();
return 0;
