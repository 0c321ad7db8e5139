using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Shield.House.Tests;

/// <summary>What passes between silos of different versions: interfaces of grains, and what they carry.
/// </summary>
internal static partial class GrainContracts
{
    public static IEnumerable<InterfaceDeclarationSyntax> Interfaces(CSharpFile file) =>
        file.Nodes<InterfaceDeclarationSyntax>()
            .Where(type => type.BaseList?.Types.Any(parent => GrainKey().IsMatch(parent.ToString())) == true);

    public static IEnumerable<MethodDeclarationSyntax> Methods(CSharpFile file) =>
        Interfaces(file).SelectMany(type => type.Members.OfType<MethodDeclarationSyntax>());

    /// <summary>A rename would break whoever runs the other version.</summary>
    public static IEnumerable<string> WithoutAlias(CSharpFile file) =>
        Interfaces(file).Cast<MemberDeclarationSyntax>()
            .Concat(Methods(file))
            .Concat(file.Nodes<TypeDeclarationSyntax>()
                .Where(type => CSharpFile.Has(type, "GenerateSerializer")))
            .Where(member => !CSharpFile.Has(member, "Alias"))
            .Select(member => $"{file.At(member)} {NameOf(member)} has no [Alias]");

    public static IEnumerable<string> WithoutToken(CSharpFile file) =>
        Methods(file)
            .Where(method => method.ParameterList.Parameters.LastOrDefault()?.Type?.ToString() !=
                "CancellationToken")
            .Select(method => $"{file.At(method)} {NameOf(method)} does not end with a CancellationToken");

    /// <summary>One alias twice would be two things under one name.</summary>
    public static IEnumerable<string> TwiceAliased(IEnumerable<CSharpFile> files) =>
        files.SelectMany(file => file.Nodes<TypeDeclarationSyntax>().SelectMany(type => Aliases(file, type)))
            .GroupBy(found => found.Alias)
            .Where(group => group.Count() > 1)
            .Select(group => $"alias {group.Key} is given twice: " +
                string.Join(", ", group.Select(found => found.Place)));

    private static IEnumerable<(string Alias, string Place)> Aliases(
        CSharpFile file, TypeDeclarationSyntax type) =>
        type.AttributeLists.SelectMany(list => list.Attributes)
            .Where(attribute => attribute.Name.ToString() == "Alias")
            .Select(attribute => (attribute.ArgumentList!.Arguments[0].ToString(), file.At(type)));

    private static string NameOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        _ => member.ToString(),
    };

    [GeneratedRegex("^IGrainWith\\w+Key$")]
    private static partial Regex GrainKey();
}
