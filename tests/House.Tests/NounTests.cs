using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Shield.House.Tests;

public sealed class NounTests
{
    private static IEnumerable<CSharpFile> Product => CSharpFile.All.Where(file => !file.IsTest);

    [Fact]
    public void Every_noun_has_the_types_that_its_row_names()
    {
        var declared = Product.SelectMany(file => file.Nodes<BaseTypeDeclarationSyntax>())
            .Select(type => type.Identifier.Text).ToHashSet();

        Faults.None(Nouns.TypesOfNouns().Where(named => !declared.Contains(named.Type))
            .Select(named => $"{named.Noun}: there is no type {named.Type}"));
    }

    [Fact]
    public void Every_reason_of_a_refusal_is_documented_with_its_status()
    {
        var reasons = CSharpFile.Parse("", Checkout.Read("Domain/ShieldException.cs"))
            .Nodes<EnumMemberDeclarationSyntax>()
            .Select(member => $"{member.Identifier.Text} {StatusOf(member)}");

        Assert.Equal(Nouns.Reasons().Order(), reasons.Order());
    }

    [Fact]
    public void Endpoints_and_commands_are_called_after_verb_and_noun() =>
        Faults.None(Product.SelectMany(Nouns.Misnamed));

    [Fact]
    public void Grains_are_asked_in_the_verbs_of_the_other_rooms() =>
        Faults.None(Product.SelectMany(Nouns.Synonymous));

    [Fact]
    public void What_passes_between_silos_has_an_alias() =>
        Faults.None(Product.SelectMany(GrainContracts.WithoutAlias));

    [Fact]
    public void No_alias_is_given_twice() => Faults.None(GrainContracts.TwiceAliased(Product));

    [Fact]
    public void Every_call_of_a_grain_can_be_given_up() =>
        Faults.None(Product.SelectMany(GrainContracts.WithoutToken));

    [Theory]
    [InlineData("Api/Endpoints/Jobs/A.cs", "RunJobEndpoint", 0)]
    [InlineData("Api/Endpoints/Jobs/A.cs", "ListJobsEndpoint", 0)]
    [InlineData("Api/Endpoints/Jobs/A.cs", "GetJobEndpoint", 1)]
    [InlineData("Api/Endpoints/Jobs/A.cs", "RunTargetEndpoint", 1)]
    [InlineData("Api/Endpoints/A.cs", "ShieldEndpoint", 0)]
    [InlineData("Cli/Archives/A.cs", "RestoreArchiveCommand", 0)]
    [InlineData("Cli/Archives/A.cs", "UpdateArchiveCommand", 1)]
    [InlineData("Cli/Schedules/A.cs", "TimespecCommand", 0)]
    [InlineData("Cli/Jobs/A.cs", "TimespecCommand", 1)]
    public void A_misnamed_endpoint_or_command_is_found(string path, string name, int faults) =>
        Assert.Equal(faults, Nouns.Misnamed(CSharpFile.Parse(path, $"class {name};")).Count());

    [Theory]
    [InlineData("Task EditAsync(CancellationToken c);", 0, 1, 0)]
    [InlineData("[Alias(\"Update\")] Task UpdateAsync(CancellationToken c);", 1, 0, 0)]
    [InlineData("[Alias(\"Edit\")] Task EditAsync();", 0, 0, 1)]
    [InlineData("[Alias(\"Edit\")] Task EditAsync(CancellationToken c);", 0, 0, 0)]
    public void A_faulty_call_of_a_grain_is_found(string method, int synonyms, int aliases, int tokens)
    {
        var file = CSharpFile.Parse(
            "a.cs", $"[Alias(\"a\")] interface IJobGrain : IGrainWithGuidKey {{ {method} }}");

        Assert.Equal(synonyms, Nouns.Synonymous(file).Count());
        Assert.Equal(aliases, GrainContracts.WithoutAlias(file).Count());
        Assert.Equal(tokens, GrainContracts.WithoutToken(file).Count());
    }

    [Fact]
    public void A_serialized_type_without_alias_is_found() =>
        Assert.Single(
            GrainContracts.WithoutAlias(CSharpFile.Parse("a.cs", "[GenerateSerializer] record R;")));

    [Fact]
    public void An_alias_given_twice_is_found() =>
        Assert.Single(GrainContracts.TwiceAliased(
        [
            CSharpFile.Parse("a.cs", "[Alias(\"a\")] class A;"),
            CSharpFile.Parse("b.cs", "[Alias(\"a\")] class B;"),
        ]));

    /// <summary>The number in brackets at the end of the member's summary.</summary>
    private static string StatusOf(EnumMemberDeclarationSyntax member) =>
        member.GetLeadingTrivia().ToFullString().Split('(')[^1].Split(')')[0];
}
