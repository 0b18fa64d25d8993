using DaprProcessing.Gateway.Problems;

namespace DaprProcessing.Gateway.Limits;

/// <summary>
/// Bounds how many documents inside JSON are here at a time: they are in memory, with their tree and what is decoded of them,
/// until they are in files. What is small needs no place: most requests name a document, and bring none.
/// </summary>
internal sealed class MemoryGate
{
    private const int Places = 4;
    private const int SmallBytes = 256 << 10;

    private readonly BodyGate _gate = new(Places);

    /// <summary>A place that is not taken yet; given back by disposing of it, once or more often.</summary>
    public Place NewPlace() => new(_gate);

    internal sealed class Place(BodyGate gate) : IDisposable
    {
        private BodyGate.Place? _taken;

        /// <summary>Takes the place where so many bytes need one; a <see cref="ProblemException"/> where there is none.</summary>
        public void Enter(long bytes)
        {
            if (bytes > SmallBytes)
            {
                _taken ??= gate.Enter();
            }
        }

        public void Dispose()
        {
            _taken?.Dispose();
            _taken = null;
        }
    }
}
