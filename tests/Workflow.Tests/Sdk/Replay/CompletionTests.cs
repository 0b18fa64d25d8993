using Dapr.Common.Serialization;
using Dapr.DurableTask.Protobuf;
using Dapr.Workflow;
using Dapr.Workflow.Replay;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaprProcessing.Workflow.Tests.Sdk.Replay;

public sealed class CompletionTests
{
    [Fact]
    public void Run_UnknownWorkflow_FailsByName()
    {
        var failure = History.Of(name: "Missing").Run<string?, string>((_, _) => Task.FromResult("")).Failure();

        Assert.Equal("WorkflowNotFound", failure.ErrorType);
        Assert.Contains("'Missing'", failure.ErrorMessage, StringComparison.Ordinal);
        Assert.True(failure.IsNonRetriable);
    }

    [Fact]
    public void Run_NameInAnotherCase_IsFound() => Assert.Equal("\"ok\"", History.Of(name: "w").Run<string?, string>((_, _) => Task.FromResult("ok")).Result());

    [Fact]
    public void Run_InputOfAnotherShape_Fails() =>
        Assert.Equal("System.Text.Json.JsonException", History.Of("\"text\"").Run<int, int>((_, input) => Task.FromResult(input)).Failure().ErrorType);

    [Fact]
    public void Run_EmptyInputForAValueType_IsItsDefault() => Assert.Equal("0", History.Of().Run<int, int>((_, input) => Task.FromResult(input)).Result());

    [Fact]
    public void Run_CodeThrowsBeforeItsFirstAwait_FailsWithInnerFailures()
    {
        var failure = History.Of().Run<string?, string>((_, _) => throw new InvalidOperationException("outer", new IOException("inner"))).Failure();

        Assert.Equal(("System.InvalidOperationException", "outer"), (failure.ErrorType, failure.ErrorMessage));
        Assert.Equal("System.IO.IOException", failure.InnerFailure.ErrorType);
        Assert.Contains("CompletionTests", failure.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_CodeThrowsAnAggregate_KeepsIt() => Assert.Equal(
        "System.AggregateException", History.Of().Run<string?, string>((_, _) => throw new AggregateException(new IOException("x"))).Failure().ErrorType);

    [Fact]
    public void Run_CodeIsCancelled_Fails() => Assert.Equal(
        "System.Threading.Tasks.TaskCanceledException",
        History.Of().Run<string?, string>((_, _) => Task.FromCanceled<string>(new CancellationToken(canceled: true))).Failure().ErrorType);

    [Fact]
    public void Run_ResultThatCannotBeWritten_Fails()
    {
        var loop = new List<object>();
        loop.Add(loop);

        Assert.Equal("System.Text.Json.JsonException", History.Of().Run<string?, object>((_, _) => Task.FromResult<object>(loop)).Failure().ErrorType);
    }

    [Fact]
    public void Run_HugeExceptionText_IsCut()
    {
        var failure = History.Of().Run<string?, string>((_, _) => throw new IOException(new string('x', 1_000_000))).Failure();

        Assert.True(failure.CalculateSize() < 64 * 1024);
    }

    [Fact]
    public void Run_HistoryWithoutAStart_Fails()
    {
        var request = new WorkflowRequest { InstanceId = "i", NewEvents = { new HistoryEvent { WorkflowStarted = new() } } };

        var response = WorkflowTurn.Run(request, _ => null, new JsonDaprSerializer(), NullLoggerFactory.Instance);

        Assert.Equal("WorkflowHistoryInvalid", response.Failure().ErrorType);
    }

    [Fact]
    public void Run_EmptyRequest_Fails() => Assert.Equal(
        "WorkflowHistoryInvalid", WorkflowTurn.Run(new WorkflowRequest(), _ => null, new JsonDaprSerializer(), NullLoggerFactory.Instance).Failure().ErrorType);

    [Fact]
    public void Run_VersionPinnedByTheHistory_IsTheOneThatRuns()
    {
        var options = new WorkflowRuntimeOptions();
        options.RegisterWorkflow<string?, string>("W", (_, _) => Task.FromResult("newest"));
        options.RegisterWorkflow<string?, string>("W-v1", (_, _) => Task.FromResult("v1"));
        var request = new WorkflowRequest
        {
            InstanceId = "i",
            PastEvents = { new HistoryEvent { WorkflowStarted = new() { Version = new() { Name = "W-v1" } } }, new HistoryEvent { ExecutionStarted = new() { Name = "W" } } },
            NewEvents = { new HistoryEvent { WorkflowStarted = new() } },
        };

        var response = WorkflowTurn.Run(request, name => options.CreateWorkflow(name, null!), new JsonDaprSerializer(), NullLoggerFactory.Instance);

        Assert.Equal("\"v1\"", response.Result());
    }
}
