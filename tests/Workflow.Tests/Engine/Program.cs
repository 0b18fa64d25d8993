using DaprProcessing.Workflow.Tests.Engine;

// The test runner loads this assembly as a library; run as a program it is an engine that tests may kill.
if (args is ["engine", var databasePath, var port])
{
    await EngineProcess.RunAsync(databasePath, int.Parse(port));
}
