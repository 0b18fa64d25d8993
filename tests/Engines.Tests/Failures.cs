using DaprProcessing.Contracts.Problems;
namespace DaprProcessing.Engines.Tests;

internal static class Failures
{
    public static async Task<string> CodeOf(Func<Task> work) => (await Assert.ThrowsAsync<FailureException>(work)).Failure.Code;
}
