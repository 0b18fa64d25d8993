namespace Dapr.Workflow;

/// <summary>Fan-out with a bound.</summary>
public static class ParallelExtensions
{
    /// <summary>
    /// Runs <paramref name="taskFactory"/> for each input, at most <paramref name="maxConcurrency"/> at a time. Every input is tried;
    /// if any failed, <see cref="AggregateException"/> holds all failures.
    /// </summary>
    /// <returns>The results in the order of the inputs.</returns>
    public static async Task<TResult[]> ProcessInParallelAsync<TInput, TResult>(
        this WorkflowContext context,
        IEnumerable<TInput> inputs,
        Func<TInput, Task<TResult>> taskFactory,
        int maxConcurrency = 5)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(taskFactory);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxConcurrency);

        var pending = inputs.ToArray();
        var results = new TResult[pending.Length];
        List<Exception>? failures = null;
        var next = 0;

        // Each lane takes the next input when it is free: the order is fixed by the order of completions, which the history fixes.
        async Task RunLaneAsync()
        {
            while (next < pending.Length)
            {
                var index = next++;
                try
                {
                    results[index] = await taskFactory(pending[index]).ConfigureAwait(false);
                }
                catch (Exception e) when (e is not OutOfMemoryException)
                {
                    (failures ??= []).Add(e);
                }
            }
        }

        var lanes = new Task[Math.Min(maxConcurrency, pending.Length)];
        for (var i = 0; i < lanes.Length; i++)
            lanes[i] = RunLaneAsync();
        await Task.WhenAll(lanes).ConfigureAwait(false);
        return failures is null ? results : throw new AggregateException($"{failures.Count} of {pending.Length} parallel tasks failed.", failures);
    }
}
