using Dapr.DurableTask.Protobuf;
using DaprProcessing.Local.Runtime.Workflows;
using Grpc.Core;

namespace DaprProcessing.Workflow.Tests.Engine;

public sealed class LimitTests : EngineTests
{
    private const int MaxPayloadBytes = 10_000;

    private protected override WorkflowEngineOptions Options() =>
        new() { DatabasePath = DatabasePath, MaxPayloadBytes = MaxPayloadBytes, MaxMessageBytes = 40_000,
            HistoryCacheBytes = 2_000 };

    [Fact]
    public async Task Start_InputTooBig_IsRefused()
    {
        var error =
            await Assert.ThrowsAsync<RpcException>(() => Hub.StartAsync(StepProgram.Name, new string('x', MaxPayloadBytes + 1)));

        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
    }

    [Fact]
    public async Task RaiseEvent_PayloadTooBig_IsRefused()
    {
        var id = await StartStepsAsync(new Step("event", "go"));

        var error =
            await Assert.ThrowsAsync<RpcException>(() => Hub.RaiseAsync(id, "go", new string('é', MaxPayloadBytes / 2 + 1)));

        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
    }

    [Fact]
    public async Task Activity_ResultTooBig_FailsTheActivityByName()
    {
        await using var worker = Worker(
            activity: _ => Task.FromResult<ActivityResponse?>(new ActivityResponse { Result = new string('x', 6_000_000) }));
        var id = await StartStepsAsync(new Step("activity", "a"));

        await UntilHistoryAsync(id, e => e.TaskFailed?.FailureDetails.ErrorType == "PayloadSizeExceeded");
    }

    [Fact]
    public async Task Turn_OutputTooBig_FailsTheWorkflow()
    {
        await using var worker = Worker(_ => new WorkflowResponse
        {
            Actions =
            {
                new WorkflowAction
                {
                    CompleteWorkflow = new CompleteWorkflowAction
                    {
                        WorkflowStatus = OrchestrationStatus.Completed, Result = new string('x', 20_000),
                    },
                },
            },
        });

        var state = await Hub.WaitAsync(await Hub.StartAsync("big", "in"));

        Assert.Equal(OrchestrationStatus.Failed, state.WorkflowStatus);
        Assert.Equal("PayloadSizeExceeded", state.FailureDetails.ErrorType);
    }

    [Fact]
    public async Task Turn_ActionThatDoesNotExist_FailsTheWorkflow()
    {
        await using var worker = Worker(_ => new WorkflowResponse { Actions = { new WorkflowAction { Id = 7 } } });

        var state = await Hub.WaitAsync(await Hub.StartAsync("odd", "in"));

        Assert.Equal("InvalidWorkflowAction", state.FailureDetails.ErrorType);
    }

    [Fact]
    public async Task History_LargerThanAMessage_StallsAndGoesOnWithALargerLimit()
    {
        await using (Worker(activity: request => Task.FromResult<ActivityResponse?>(
            new ActivityResponse { Result = new string('x', 9_000) })))
        {
            var id = await Hub.StartAsync(StepProgram.Name,
                StepProgram.Encode([.. Enumerable.Range(0, 6).Select(i => new Step("activity", "a"))]), "big");
            await UntilStatusAsync(id, OrchestrationStatus.Stalled);
            Assert.Equal("PAYLOAD_SIZE_EXCEEDED", (await Hub.GetAsync(id))!.FailureDetails.ErrorType);
        }

        await ReopenAsync(new WorkflowEngineOptions { DatabasePath = DatabasePath, MaxPayloadBytes = 100_000 });
        await using var worker = Worker();

        Assert.Equal(OrchestrationStatus.Completed, (await Hub.WaitAsync("big")).WorkflowStatus);
    }

    [Fact]
    public async Task HistoryCache_TooSmallForTheHistories_NothingIsLost()
    {
        await using var worker = Worker();
        Step[] steps = [.. Enumerable.Range(0, 10).Select(i => new Step("activity", new string((char)('a' + i), 300)))];
        var ids = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            ids.Add(await StartStepsAsync(steps));
        }

        foreach (var id in ids)
        {
            Assert.Equal(StepProgram.Expected(steps), (await Hub.WaitAsync(id)).Output);
        }
    }

    [Fact]
    public async Task VersionNotAvailable_StallsUntilAnotherWorkerConnects()
    {
        string id;
        await using (Worker(_ => new WorkflowResponse
        {
            Actions = { new WorkflowAction { WorkflowVersionNotAvailable = new WorkflowVersionNotAvailableAction() } },
        }))
        {
            id = await StartStepsAsync(new Step("activity", "a"));
            await UntilStatusAsync(id, OrchestrationStatus.Stalled);
        }

        await using var newer = Worker();

        Assert.Equal("a", (await Hub.WaitAsync(id)).Output);
    }
}
