using System.Text.RegularExpressions;

namespace Shield.House.Tests;

public sealed partial class DocsTests
{
    private static IReadOnlyList<string> Pages => Checkout.Ending(".md");

    private static IReadOnlySet<string> Targets => Documents.Targets(Checkout.Read("Makefile"));

    [Fact]
    public void Every_link_between_documents_leads_somewhere() =>
        Faults.None(Pages.SelectMany(path => Documents.DeadLinks(path, Checkout.Read(path), ReadIfThere)));

    [Fact]
    public void Every_make_command_in_a_document_exists() =>
        Faults.None(Pages.SelectMany(path => Documents.UnknownTargets(path, Checkout.Read(path), Targets)));

    [Fact]
    public void Every_make_command_is_explained()
    {
        var explained = Checkout.Read("CONTRIBUTING.md");

        Faults.None(Targets.Where(target => !explained.Contains($"`make {target}", StringComparison.Ordinal))
            .Select(target => $"CONTRIBUTING.md does not explain `make {target}`"));
    }

    [Fact]
    public void Documents_speak_of_no_place_of_our_own_and_of_nothing_unwritten() =>
        Faults.None(Pages.SelectMany(path => Documents.Foreign(path, Checkout.Read(path))));

    [Fact]
    public void Every_setting_that_a_program_knows_is_documented()
    {
        var documented = Checkout.Read("docs/operations.md");

        Faults.None(CSharpFile.All.Where(file => !file.IsTest)
            .SelectMany(file => Setting().Matches(file.Text).Select(match => (file.Path, Name: match.Value)))
            .Where(found => !documented.Contains(found.Name, StringComparison.Ordinal))
            .Distinct()
            .Select(found => $"{found.Path} knows {found.Name}, docs/operations.md does not"));
    }

    [Theory]
    [InlineData("[a](b.md)", 0)]
    [InlineData("[a](b.md#first-things)", 0)]
    [InlineData("[a](#here-i-am)\n\n## Here I am", 0)]
    [InlineData("[a](https://example.org/x)", 0)]
    [InlineData("`[a](gone.md)`", 0)]
    [InlineData("[a](gone.md)", 1)]
    [InlineData("[a](b.md#second-things)", 1)]
    [InlineData("[a](#nowhere)", 1)]
    [InlineData("[a](../b.md)", 1)]
    public void A_dead_link_is_found(string text, int faults) =>
        Assert.Equal(faults, Documents.DeadLinks("docs/a.md", text, path => path switch
        {
            "docs/a.md" => text,
            "docs/b.md" => "# First things!\n",
            _ => null,
        }).Count());

    [Theory]
    [InlineData("run `make test` first", 0)]
    [InlineData("```sh\nONCE=1 make demo\n```", 0)]
    [InlineData("to make sure of it", 0)]
    [InlineData("run `make tset`", 1)]
    [InlineData("```sh\nmake nothing\n```", 1)]
    public void An_unknown_make_command_is_found(string text, int faults) =>
        Assert.Equal(faults, Documents.UnknownTargets("a.md", text, Documents.Targets(
            "X := 1\ntest tests: deps\n\techo\ndemo:\n")).Count());

    [Theory]
    [InlineData("it lies in `/{0}/me/shield`", "home", 1)]
    [InlineData("see {0}: more", "TO" + "DO", 1)]
    [InlineData("from {0}", "nuget" + ".org", 1)]
    [InlineData("it lies in /dev/shm and answers /v1/ping", "", 0)]
    public void A_foreign_place_or_word_is_found(string text, string word, int faults) =>
        Assert.Equal(faults, Documents.Foreign("a.md", text.Replace("{0}", word)).Count());

    private static string? ReadIfThere(string path) =>
        Directory.Exists(Path.Combine(Checkout.Root, path)) ? ""
        : Checkout.Exists(path) ? Checkout.Read(path)
        : null;

    [GeneratedRegex(@"\bSHIELD_[A-Z][A-Z_]*[A-Z]\b")]
    private static partial Regex Setting();
}
