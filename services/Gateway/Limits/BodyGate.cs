using DaprProcessing.Gateway.Problems;

namespace DaprProcessing.Gateway.Limits;

/// <summary>
/// Bounds how many bodies come in at a time: each holds a connection, a file and a buffer for as long as it takes.
/// </summary>
internal sealed class BodyGate(int places)
{
    private readonly SemaphoreSlim _places = new(places);

    /// <summary>Takes a place until disposed, or refuses.</summary>
    public Place Enter() => _places.Wait(0) ? new Place(_places) : throw new ProblemException(
        StatusCodes.Status503ServiceUnavailable, "too_many_uploads", "As many documents come in as this gateway takes at a time.")
    {
        Retryable = true,
    };

    internal readonly record struct Place(SemaphoreSlim Places) : IDisposable
    {
        public void Dispose() => Places.Release();
    }
}
