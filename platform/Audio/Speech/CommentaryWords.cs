namespace DaprProcessing.Audio.Speech;

/// <summary>What is said around a commentary, so that nobody takes it for the document.</summary>
internal sealed record CommentaryWords(string Begin, string End)
{
    /// <param name="language">ISO 639-1, with a region or not; English for languages whose words are not here.</param>
    public static CommentaryWords For(string language, int pageNo) => language.Split('-')[0] switch
    {
        "de" => new($"Kommentar zu Seite {pageNo}.", "Ende des Kommentars."),
        "es" => new($"Comentario sobre la página {pageNo}.", "Fin del comentario."),
        "fr" => new($"Commentaire de la page {pageNo}.", "Fin du commentaire."),
        "it" => new($"Commento alla pagina {pageNo}.", "Fine del commento."),
        "nl" => new($"Commentaar bij pagina {pageNo}.", "Einde van het commentaar."),
        "pt" => new($"Comentário sobre a página {pageNo}.", "Fim do comentário."),
        _ => new($"Commentary on page {pageNo}.", "End of the commentary."),
    };
}
