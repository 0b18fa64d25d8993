using DaprProcessing.Components;
using DaprProcessing.JetstreamComponent.Rpc;

namespace DaprProcessing.JetstreamComponent.Hosting;

/// <summary>
/// Opens the broker with the settings of the environment (<c>JetStream__natsURL</c> …), where there are any. A daprd whose
/// component was killed does not tell the next one its settings, and goes on publishing through it.
/// </summary>
internal sealed partial class FirstSettings(IConfiguration configuration, BrokerLink broker, ILogger<FirstSettings> logger)
    : IHostedService
{
    private const string Section = "JetStream";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var settings = configuration.GetSection(Section).GetChildren().Where(setting => !string.IsNullOrEmpty(setting.Value))
            .ToDictionary(setting => setting.Key, setting => setting.Value!, StringComparer.OrdinalIgnoreCase);
        if (!settings.ContainsKey("natsURL"))
        {
            return;
        }

        try
        {
            await broker.OpenAsync(settings, cancellationToken);
        }
        catch (ComponentException wrong)
        {
            // What the sidecar says in a moment may be right, and a failure of that is told to it.
            LogNotUsed(wrong.Message);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Warning, "The settings of the environment cannot be used: {Reason}")]
    private partial void LogNotUsed(string reason);
}
