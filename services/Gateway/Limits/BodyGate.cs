using DaprProcessing.Gateway.Problems;

namespace DaprProcessing.Gateway.Limits;

/// <summary>
/// Bounds how many bodies come in at a time: each holds a connection, a file and a buffer for as long as it takes.
/// </summary>
internal sealed class BodyGate(int places)
{
    private int _taken;

    /// <summary>Takes a place until disposed, or refuses.</summary>
    public Place Enter()
    {
        if (Interlocked.Increment(ref _taken) <= places)
        {
            return new Place(this);
        }

        Interlocked.Decrement(ref _taken);
        throw new ProblemException(
            StatusCodes.Status503ServiceUnavailable, "too_many_uploads",
            "As many documents come in as this gateway takes at a time.")
        {
            Retryable = true,
        };
    }

    internal readonly record struct Place(BodyGate Gate) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref Gate._taken);
    }
}
