namespace DaprProcessing.Contracts.Messages;

/// <summary>A message that asks for work: a chunk for a stage, or an assembly.</summary>
public interface IWorkMessage
{
    EventHeader Header { get; }

    /// <summary>Unique in the job and the stage.</summary>
    string WorkId { get; }

    /// <summary>1 for the first time it is sent, 2 for the second …</summary>
    int Dispatch { get; }

    /// <summary>Pages at work.</summary>
    int PageCount { get; }
}
