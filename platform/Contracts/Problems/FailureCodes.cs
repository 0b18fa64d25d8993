namespace DaprProcessing.Contracts.Problems;

/// <summary>The failures a page or a job can end with.</summary>
public static class FailureCodes
{
    public const string EmptyFile = "empty_file";
    public const string InvalidDocument = "invalid_document";
    public const string UnsupportedMediaType = "unsupported_media_type";
    public const string UnsupportedLanguage = "unsupported_language";
    public const string PdfaNotPossible = "pdfa_not_possible";
    public const string PasswordRequired = "password_required";
    public const string EncryptedDocument = "encrypted_document";
    public const string WrongPassword = "wrong_password";
    public const string DamagedDocument = "damaged_document";
    public const string DynamicForm = "dynamic_form";
    public const string Portfolio = "portfolio";
    public const string TooManyPages = "too_many_pages";
    public const string NoPages = "no_pages";
    public const string PagesOutOfRange = "pages_out_of_range";
    public const string PagesExhausted = "pages_exhausted";
    public const string PageMissing = "page_missing";
    public const string ResourceLimit = "resource_limit";
    public const string EngineTimeout = "engine_timeout";
    public const string EngineCrash = "engine_crash";
    public const string EngineUnavailable = "engine_unavailable";
    public const string EngineRefused = "engine_refused";
    public const string EngineKeyRefused = "engine_key_refused";
    public const string EngineRateLimited = "engine_rate_limited";
    public const string EngineAnswerInvalid = "engine_answer_invalid";
    public const string EngineAnswerTruncated = "engine_answer_truncated";
    public const string EngineAnswerBlocked = "engine_answer_blocked";
    public const string SourceMissing = "source_missing";
    public const string SourceUnavailable = "source_unavailable";
    public const string AttemptsExhausted = "attempts_exhausted";
    public const string DeadlineExceeded = "deadline_exceeded";
    public const string AllPagesFailed = "all_pages_failed";
    public const string PageFailed = "page_failed";
    public const string StageMissing = "stage_missing";
    public const string Internal = "internal";

    public static string CategoryOf(string code) => code switch
    {
        ResourceLimit or TooManyPages or PagesExhausted or EngineRateLimited => "capacity",
        EngineTimeout or DeadlineExceeded => "timeout",
        EngineCrash or EngineUnavailable or EngineRefused or EngineKeyRefused or EngineAnswerInvalid or EngineAnswerTruncated =>
            "backend_failure",
        SourceMissing or SourceUnavailable => "source_unavailable",
        Internal or AttemptsExhausted or StageMissing => "internal",
        _ => "policy",
    };
}
