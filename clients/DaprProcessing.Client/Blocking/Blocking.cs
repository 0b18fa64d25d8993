namespace DaprProcessing.Client;

/// <summary>Waits for asynchronous calls.</summary>
internal static class Blocking
{
    // On a thread of the pool: a context that the calling thread holds (a window's, an old web request's) would be waited for by
    // the call, and the call by the thread.
    public static T Wait<T>(Func<Task<T>> call) => Task.Run(call).GetAwaiter().GetResult();

    public static void Wait(Func<Task> call) => Task.Run(call).GetAwaiter().GetResult();

    /// <summary>A sequence, each element of which is waited for when it is asked for.</summary>
    public static IEnumerable<T> Read<T>(IAsyncEnumerable<T> sequence)
    {
        var elements = sequence.GetAsyncEnumerator();
        try
        {
            while (Wait(() => elements.MoveNextAsync().AsTask()))
            {
                yield return elements.Current;
            }
        }
        finally
        {
            Wait(() => elements.DisposeAsync().AsTask());
        }
    }
}
