using DaprProcessing.AudioTranscription.Engines;
using DaprProcessing.Contracts.Health;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.AudioTranscription;

/// <summary>
/// Tells in health reports who listens here and with which models, so that a job for another is refused before it is one.
/// </summary>
internal sealed class RecognizerHealth(IEnumerable<IRecognizer> recognizers) : IHealthPart
{
    public Task<IReadOnlyList<PartHealth>> LookAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PartHealth>>([.. recognizers.Select(Look)]);

    private static PartHealth Look(IRecognizer recognizer)
    {
        var name = $"speech-{recognizer.Name}";
        try
        {
            recognizer.ChooseModel("");
            return new PartHealth(name, IsOptional: true) { Offers = recognizer.Models is { Count: > 0 } models ? models : null };
        }
        catch (FailureException away)
        {
            return new PartHealth(name, away.Failure.Message.TrimEnd('.'), IsOptional: true);
        }
    }
}
