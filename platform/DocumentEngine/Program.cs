using DaprProcessing.DocumentEngine.Hosting;

// Started by the engine pool, which speaks to it over stdin and stdout. On its own it does nothing.
using var channel = EngineChannel.TakeStandardStreams();
ProcessLimits.Apply();
new RequestLoop(channel).Run();
return 0;
