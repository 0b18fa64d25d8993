using System.Text.Json;
using Dapr.DurableTask.Protobuf;
using Google.Protobuf.WellKnownTypes;
using EventCase = Dapr.DurableTask.Protobuf.HistoryEvent.EventTypeOneofCase;

namespace DaprProcessing.Workflow.Tests.Engine;

/// <summary>One step of a scripted workflow.</summary>
/// <param name="Kind">activity, fanout, timer, event, child.</param>
/// <param name="Text">Input of the activity, or name of the event.</param>
/// <param name="Number">Width of a fan-out; milliseconds of a timer.</param>
internal sealed record Step(string Kind, string Text = "", int Number = 0, Step[]? Child = null);

/// <summary>
/// A workflow language small enough to be replayed from the raw history: steps one after the other, the results joined. It is an
/// implementation of the worker's side that shares nothing with the SDK.
/// </summary>
internal static class StepProgram
{
    public const string Name = "steps";

    public static string Encode(params Step[] steps) => JsonSerializer.Serialize(steps);

    /// <summary>What the program ends with if every activity echoes its input and every event carries its own name.</summary>
    public static string Expected(IEnumerable<Step> steps) => string.Join(",", steps.SelectMany(step => step.Kind switch
    {
        "activity" or "event" => [step.Text],
        "fanout" => Enumerable.Range(0, step.Number).Select(i => step.Text + i),
        "child" => [$"({Expected(step.Child!)})"],
        _ => (IEnumerable<string>)["t"],
    }));

    public static WorkflowResponse Turn(WorkflowRequest request)
    {
        var run = new Run([.. request.PastEvents, .. request.NewEvents]);
        var steps = JsonSerializer.Deserialize<Step[]>(run.Input)!;
        if (steps.All(run.TryFinish))
        {
            run.Actions.Add(new WorkflowAction
            {
                Id = run.NextId,
                CompleteWorkflow = new CompleteWorkflowAction
                {
                    WorkflowStatus = OrchestrationStatus.Completed, Result = string.Join(",", run.Results),
                },
            });
        }

        return new WorkflowResponse { Actions = { run.Actions } };
    }

    private sealed class Run
    {
        private readonly HashSet<int> _scheduled;
        private readonly Dictionary<int, string> _done = [];
        private readonly List<(string Name, string Input)> _raised;
        private readonly DateTimeOffset _now;

        public Run(List<HistoryEvent> history)
        {
            Input = history.Single(e => e.EventTypeCase == EventCase.ExecutionStarted).ExecutionStarted.Input;
            _now = history.Last(e => e.EventTypeCase == EventCase.WorkflowStarted).Timestamp.ToDateTimeOffset();
            _scheduled = [.. history.Where(e => e.EventId >= 0).Select(e => e.EventId)];
            _raised = [.. history.Where(e => e.EventTypeCase == EventCase.EventRaised).Select(
                e => (e.EventRaised.Name, e.EventRaised.Input))];
            foreach (var e in history)
            {
                switch (e.EventTypeCase)
                {
                    case EventCase.TaskCompleted:
                        _done.Add(e.TaskCompleted.TaskScheduledId, e.TaskCompleted.Result);
                        break;
                    case EventCase.TimerFired:
                        _done.Add(e.TimerFired.TimerId, "t");
                        break;
                    case EventCase.ChildWorkflowInstanceCompleted:
                        _done.Add(e.ChildWorkflowInstanceCompleted.TaskScheduledId,
                            $"({e.ChildWorkflowInstanceCompleted.Result})");
                        break;
                    case EventCase.ChildWorkflowInstanceFailed:
                        _done.Add(e.ChildWorkflowInstanceFailed.TaskScheduledId,
                            e.ChildWorkflowInstanceFailed.FailureDetails.ErrorType);
                        break;
                }
            }
        }

        public string Input { get; }
        public int NextId { get; private set; }
        public List<WorkflowAction> Actions { get; } = [];
        public List<string> Results { get; } = [];

        /// <summary>True when the step is over; else it is scheduled and the program waits.</summary>
        public bool TryFinish(Step step) => step.Kind switch
        {
            "activity" =>
                TryAwait(() => new WorkflowAction { ScheduleTask = new ScheduleTaskAction { Name = "echo", Input = step.Text } }),
            "fanout" => Enumerable.Range(0, step.Number).Select(i => TryAwait(() => new WorkflowAction
            {
                ScheduleTask = new ScheduleTaskAction { Name = "echo", Input = step.Text + i },
            })).ToList().TrueForAll(done => done),
            "timer" => TryAwait(() => new WorkflowAction
            {
                CreateTimer = new CreateTimerAction { FireAt = Timestamp.FromDateTimeOffset(_now.AddMilliseconds(step.Number)) },
            }),
            "child" => TryAwait(() => new WorkflowAction
            {
                CreateChildWorkflow =
                    new CreateChildWorkflowAction { InstanceId = step.Text, Name = Name, Input = Encode(step.Child!) },
            }),
            _ => TryReceive(step.Text),
        };

        private bool TryAwait(Func<WorkflowAction> action)
        {
            var id = NextId++;
            if (!_scheduled.Contains(id))
            {
                var scheduled = action();
                scheduled.Id = id;
                Actions.Add(scheduled);
            }

            if (_done.TryGetValue(id, out var result))
            {
                Results.Add(result);
                return true;
            }

            return false;
        }

        private bool TryReceive(string name)
        {
            var index = _raised.FindIndex(e => string.Equals(e.Name, name, StringComparison.OrdinalIgnoreCase));
            if (index < 0)
            {
                return false;
            }

            Results.Add(_raised[index].Input);
            _raised.RemoveAt(index);
            return true;
        }
    }
}
