using DaprProcessing.Contracts.Health;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Tts.Engines;

namespace DaprProcessing.Tts;

/// <summary>
/// Tells in health reports who speaks here and with which voices, so that a job for another is refused before it is one.
/// </summary>
internal sealed class VoiceHealth(IEnumerable<ISpeechEngine> engines) : IHealthPart
{
    // Whoever asks waits for three seconds, and for all parts.
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(2);

    public async Task<IReadOnlyList<PartHealth>> LookAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(engines.Select(engine => LookAsync(engine, cancellationToken)));

    private static async Task<PartHealth> LookAsync(ISpeechEngine engine, CancellationToken cancellationToken)
    {
        var name = $"speech-{engine.Name}";
        try
        {
            var voices = await engine.VoicesAsync(cancellationToken).WaitAsync(Within, cancellationToken);
            return new PartHealth(name, IsOptional: true) { Offers = voices.Count > 0 ? voices : null };
        }
        catch (FailureException away)
        {
            return new PartHealth(name, away.Failure.Message.TrimEnd('.'), IsOptional: true);
        }
        catch (TimeoutException)
        {
            // Busy, not away: what it offers is not known.
            return new PartHealth(name, IsOptional: true);
        }
    }
}
