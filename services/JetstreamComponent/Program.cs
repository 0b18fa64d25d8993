using DaprProcessing.JetstreamComponent.Hosting;

try
{
    await using var component = ComponentHost.Build(args);
    await component.StartAsync();
    await component.WaitForShutdownAsync();
    return 0;
}
catch (Exception wrong)
{
    // A setting that is missing, a socket's folder that is not there: a line, and no trace.
    await Console.Error.WriteLineAsync($"jetstream-component: {wrong.Message}");
    return 1;
}
