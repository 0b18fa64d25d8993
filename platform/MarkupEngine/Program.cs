using DaprProcessing.MarkupEngine.Confinement;
using DaprProcessing.MarkupEngine.Hosting;

if (args is [ConfinedTool.Verb, .. var tool])
{
    return ConfinedTool.Run(tool);
}

// Started by the engine pool, which speaks to it over stdin and stdout. On its own it does nothing.
using var channel = EngineChannel.TakeStandardStreams();
var isConfined = ProcessLimits.Apply();
new MarkupLoop(channel, isConfined).Run();
return 0;
