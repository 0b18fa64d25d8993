namespace DaprProcessing.Stages.Chunks;

/// <summary>How much of what a stage makes may travel in the message to the next: brokers take messages of up to 1 MB.</summary>
internal sealed class MessageBudget(bool isOpen)
{
    private const int Bytes = 256 << 10;

    private int _left = isOpen ? Bytes : 0;

    /// <summary>False where it does not fit any more; called from several pages at once.</summary>
    public bool TryTake(int sizeBytes)
    {
        if (Interlocked.Add(ref _left, -sizeBytes) >= 0)
        {
            return true;
        }

        Interlocked.Add(ref _left, sizeBytes);
        return false;
    }
}
