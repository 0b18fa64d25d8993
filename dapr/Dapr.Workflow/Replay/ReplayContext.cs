using Dapr.Common.Serialization;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using Wire = Dapr.DurableTask.Protobuf;

namespace Dapr.Workflow.Replay;

/// <summary>
/// The context of one turn. The code runs on the turn's thread only, from one wait to the next: tasks made here go on inline, in the order of the
/// history, and a call from elsewhere is refused, for its place among the others would be chance.
/// </summary>
internal sealed partial class ReplayContext : WorkflowContext
{
    private readonly IDaprSerializer _serializer;
    private readonly ILoggerFactory _loggerFactory;
    private readonly Guid _namespace;
    private readonly string? _appId;
    private readonly Func<PropagatedHistory?> _propagatedHistory;
    private int _turnThreadId = Environment.CurrentManagedThreadId;
    private int _guidCounter;
    private DateTime _now = DateTime.UnixEpoch;
    private bool _isReplaying;

    public ReplayContext(ReplayIdentity identity, IDaprSerializer serializer, ILoggerFactory loggerFactory, Func<PropagatedHistory?> propagatedHistory)
    {
        Name = identity.WorkflowName;
        InstanceId = identity.InstanceId;
        _appId = identity.AppId;
        _namespace = NameBasedGuid.NamespaceOf(string.IsNullOrWhiteSpace(identity.ExecutionId) ? identity.InstanceId : identity.ExecutionId);
        _serializer = serializer;
        _loggerFactory = loggerFactory;
        _propagatedHistory = propagatedHistory;
        Calls = new CallLedger(mismatch => new NonDeterministicWorkflowException(Name, InstanceId, mismatch));
        Events = new ExternalEventInbox(serializer);
    }

    public override string Name { get; }

    public override string InstanceId { get; }

    public override DateTime CurrentUtcDateTime => _now;

    public override bool IsReplaying => _isReplaying;

    public CallLedger Calls { get; }

    public ExternalEventInbox Events { get; }

    public PatchLedger Patches { get; } = new();

    /// <summary>The status as serialized; null: none.</summary>
    public string? CustomStatus { get; private set; }

    /// <summary>Set once the code asked for its next generation.</summary>
    public ContinuationRequest? Continuation { get; private set; }

    public override bool IsPatched(string patchName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(patchName);
        EnsureInTurn();
        return Patches.IsTaken(patchName, IsReplaying);
    }

    public override void SetCustomStatus(object? customStatus)
    {
        EnsureInTurn();
        CustomStatus = customStatus is null ? null : _serializer.Serialize(customStatus);
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
    {
        EnsureInTurn();
        Continuation ??= new ContinuationRequest(Calls.NextId(), _serializer.Serialize(newInput), preserveUnprocessedEvents);
    }

    public override Guid NewGuid()
    {
        EnsureInTurn();
        return NameBasedGuid.Create(_namespace, $"{InstanceId}_{_guidCounter++}");
    }

    public override PropagatedHistory? GetPropagatedHistory() => _propagatedHistory();

    public override ILogger CreateReplaySafeLogger(string categoryName) => new ReplaySafeLogger(_loggerFactory.CreateLogger(categoryName), this);

    public override ILogger CreateReplaySafeLogger(System.Type type) => new ReplaySafeLogger(_loggerFactory.CreateLogger(type), this);

    public override ILogger CreateReplaySafeLogger<T>() => new ReplaySafeLogger(_loggerFactory.CreateLogger<T>(), this);

    /// <summary>A turn of the history begins: its time is the code's time.</summary>
    public void BeginTurn(Timestamp? timestamp, Wire.WorkflowVersion? version)
    {
        if (timestamp is not null)
            _now = timestamp.ToDateTime();
        Patches.BeginTurn(version);
    }

    /// <summary>From here on the events are new.</summary>
    public void SetReplaying(bool isReplaying) => _isReplaying = isReplaying;

    /// <summary>Nothing the code does after the turn counts.</summary>
    public void EndTurn() => _turnThreadId = 0;

    private void EnsureInTurn()
    {
        if (_turnThreadId != Environment.CurrentManagedThreadId)
        {
            throw new InvalidOperationException(
                $"Workflow '{Name}' called its context from outside its turn. A workflow may only await tasks made by its context (and Task.WhenAll or "
                + "Task.WhenAny of them); whatever resumes on another thread, such as Task.WhenEach, Task.Delay, Task.Run, Task.Yield, SemaphoreSlim or I/O, does not work here.");
        }
    }
}
