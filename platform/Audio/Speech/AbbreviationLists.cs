using System.Collections.Frozen;

namespace DaprProcessing.Audio.Speech;

/// <summary>A language's abbreviations, apart by blanks.</summary>
/// <param name="Anywhere">Their dot ends no sentence.</param>
/// <param name="BeforeNumbers">Words else, which end sentences as words do.</param>
/// <param name="Openers">
/// Words that begin a sentence where they stand behind an abbreviation with a capital letter. Those that names begin with
/// (Le, De, El) are none.
/// </param>
internal sealed record AbbreviationList(string Anywhere, string BeforeNumbers, string Openers);

/// <summary>The abbreviations of the languages that have a list. Initials and initialisms need none.</summary>
internal static class AbbreviationLists
{
    // Written in many languages.
    private const string Shared =
        "Dr. Prof. vs. cf. ca. etc. max. min. tel. resp. incl. Jr. Sr. Jan. Feb. Apr. Aug. Sept. Okt. Oct. Nov. Dec. ";

    private const string SharedNumbers = "No. Nr. fig. tab. vol. art. pp. ";

    public static readonly AbbreviationList Other = new(Shared, SharedNumbers, "");

    /// <summary>By ISO 639-1. English has those that are said in words too.</summary>
    public static readonly FrozenDictionary<string, AbbreviationList> All = new Dictionary<string, AbbreviationList>
    {
        ["en"] = new(
            "Corp. Rev. Hon. Sgt. Lt. Mt. Messrs. Bros. Assn. Gov. Sen. Rep. Pres. est. dept. incl. excl. max. min. tel. vs. cf.",
            "art. chap. pt. para. ver.",
            "The He She It They We You This That These Those There But And In On When If For However Then Its Their"),
        ["de"] = new(
            Shared + "bzw. usw. vgl. evtl. ggf. sog. bspw. inkl. exkl. zzgl. abzgl. Bd. Bde. Hrsg. Anm. Aufl. Dipl. "
            + "Ing. Hr. Hrn. Fr. St. Mio. Mrd. Tsd. Std. Sek. mind. geb. gest. gegr. Jh. Jhd. Jhdt. lt. gem. bzgl. "
            + "betr. rd. allg. dt. engl. frz. lat. ital. ehem. insb. insbes. entspr. einschl. ausschl. urspr. zzt. Fa. "
            + "Co. Febr. Dez. eigtl. Hbf. ders. ff.",
            SharedNumbers + "Abb. Abs. Kap. Str. Pos. Stk. Bl. Ziff. Anl.",
            "Der Die Das Den Dem Des Ein Eine Einen Einem Einer Er Sie Es Wir Dies Diese Dieser Dieses Im In Am Auf Bei Mit Nach "
            + "Und Aber Dann Danach Dabei Daher Doch Auch Wenn Als Für Seit"),
        ["es"] = new(
            Shared + "Sra. Srta. Sres. Dña. Dra. Profa. Ud. Uds. Vd. Vds. Lic. Ing. Arq. Gral. Cnel. Sto. Sta. aprox. "
            + "ej. EE. UU. Av. Avda. tfno. máx. mín. Cía. Ltda. abr. ago. dic. ene. gob. dpto.",
            SharedNumbers + "núm. núms. pág. págs. arts. cap. caps. figs. vols. ed. eds.",
            "Ella Ellos Esto Este Esta Estos Estas Pero En Para Se Cuando Así Además Según"),
        ["fr"] = new(
            Shared + "MM. Mme. Mlle. Mgr. Me. Pr. Ste. ex. env. éd. av. apr. janv. févr. avr. juil. déc. tél. boul. "
            + "hab. Cie. Éts. réf. coll. trad. dir. not. ibid.",
            SharedNumbers + "chap. bd. n°. pl. §.",
            "Il Elle Ils Elles On Nous Vous Ce Cette Ces Cela Mais Et En Dans Pour Quand Ainsi Puis"),
        ["it"] = new(
            Shared + "Sig. Sigg. Sig.ra Sig.na Dott. Avv. Ing. Arch. Geom. Rag. On. Sen. Gen. Mons. ecc. es. cfr. "
            + "artt. spett. egr. gent. sett. ott. dic. ago. giu. lug. op. cit.",
            SharedNumbers + "pag. pagg. cap. capp. figg. voll. nn. num. ed. mar. mag.",
            "Il È Questo Questa Questi Queste Ma In Per Si Non Quando Così Poi Essi"),
        ["nl"] = new(
            Shared + "dhr. mevr. mw. drs. ir. ing. mr. ds. St. bijv. enz. nl. vgl. hfdst. red. evt. excl. mln. mld. "
            + "mrt. jl. ong. zgn. resp. eig. oorspr. dgl. i.p.v.",
            SharedNumbers + "blz. nrs. afb. par. str. ed.",
            "Het Hij Zij Ze Dit Dat Deze Die Maar En In Voor Er Daar Toen Als Ook"),
        ["pt"] = new(
            Shared + "Sra. Srta. Srs. Dra. Profa. Eng. Exmo. Exma. Exa. Ex. aprox. Av. máx. mín. Cia. Ltda. fev. abr. "
            + "ago. dez. séc. gov. depto.",
            SharedNumbers + "pág. págs. arts. cap. caps. figs. vols. núm. ed. eds. mar. mai. set. out.",
            "Ele Ela Eles Elas Isto Este Esta Mas Em Para Não Quando Assim Depois"),
    }.ToFrozenDictionary();
}
