namespace DaprProcessing.Contracts.BrokerClients;

/// <summary>The fields of a client's event and of its answer, in one spelling.</summary>
public sealed record EventFields(
    EventSpelling Spelling, string Header, string Timestamp, string WorkflowId, string UserId, string TenantId, string EventId,
    string PdfKey, string FinalAudioKey, string Error)
{
    public static IReadOnlyList<EventFields> All { get; } =
    [
        new(EventSpelling.Pascal, "Header", "Timestamp", "WorkflowID", "UserID", "TenantID", "EventID", "PDFKey",
            "FinalAudioKey", "Error"),
        new(EventSpelling.Camel, "header", "timestamp", "workflowId", "userId", "tenantId", "eventId", "pdfKey",
            "finalAudioKey", "error"),
        new(EventSpelling.Snake, "header", "timestamp", "workflow_id", "user_id", "tenant_id", "event_id", "pdf_key",
            "final_audio_key", "error"),
    ];

    public static EventFields Of(EventSpelling spelling) => All.First(fields => fields.Spelling == spelling);
}
