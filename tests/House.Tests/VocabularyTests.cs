namespace Shield.House.Tests;

public sealed class VocabularyTests
{
    [Fact]
    public void No_folder_is_a_drawer_for_everything() =>
        Faults.None(Checkout.Files.SelectMany(Vocabulary.Catchalls));

    [Fact]
    public void Namespaces_begin_with_Shield_and_never_with_the_name_of_the_framework() =>
        Faults.None(CSharpFile.All.SelectMany(Vocabulary.WrongNamespaces));

    [Fact]
    public void No_type_bears_a_name_that_is_taken() =>
        Faults.None(CSharpFile.All.SelectMany(Vocabulary.TakenTypeNames));

    [Fact]
    public void The_name_of_a_test_is_a_sentence_and_none_is_skipped() =>
        Faults.None(CSharpFile.All.SelectMany(Vocabulary.UnreadableTests));

    [Fact]
    public void A_cancellation_token_comes_last_and_is_never_defaulted() =>
        Faults.None(CSharpFile.All.SelectMany(Vocabulary.WrongTokens));

    [Fact]
    public void Nothing_is_left_unfinished() => Faults.None(CSharpFile.All.SelectMany(Vocabulary.Unfinished));

    [Theory]
    [InlineData("Grains/Helpers/A.cs", 1)]
    [InlineData("Grains/common/A.cs", 1)]
    [InlineData("Grains/Jobs/Models.cs", 0)]
    public void A_drawer_is_found(string path, int faults) =>
        Assert.Equal(faults, Vocabulary.Catchalls(path).Count());

    [Theory]
    [InlineData("namespace Shield.Grains.Jobs;", 0)]
    [InlineData("namespace Shield.Orleans.Grains;", 1)]
    [InlineData("namespace Grains;", 1)]
    [InlineData("namespace Shield.Utils;", 1)]
    [InlineData("namespace Shield.Grains { class C; }", 1)]
    public void A_wrong_namespace_is_found(string text, int faults) =>
        Assert.Equal(faults, Vocabulary.WrongNamespaces(CSharpFile.Parse("a.cs", text)).Count());

    [Theory]
    [InlineData("record Task;", 1)]
    [InlineData("enum TaskStatus { A }", 1)]
    [InlineData("class Outer { interface TaskScheduler; }", 1)]
    [InlineData("enum TaskPhase { A }", 0)]
    public void A_taken_name_is_found(string text, int faults) =>
        Assert.Equal(faults, Vocabulary.TakenTypeNames(CSharpFile.Parse("a.cs", text)).Count());

    [Theory]
    [InlineData("class JobTests { [Fact] public void A_paused_job_is_not_run() {} }", 0)]
    [InlineData("class JobTests { [Fact] public void TestPause() {} }", 1)]
    [InlineData("class JobTests { [Theory] public void paused_jobs_are_not_run() {} }", 1)]
    [InlineData("class Jobs { [Fact] public void A_paused_job_is_not_run() {} }", 1)]
    [InlineData("class JobTests { [Fact(Skip = \"later\")] public void A_paused_job_is_not_run() {} }", 1)]
    [InlineData("class JobTests { public void Pause() {} }", 0)]
    public void A_test_that_is_no_sentence_or_is_skipped_is_found(string text, int faults) =>
        Assert.Equal(faults, Vocabulary.UnreadableTests(CSharpFile.Parse("a.cs", text)).Count());

    [Theory]
    [InlineData("Task RunAsync(int a, CancellationToken cancellationToken);", 0)]
    [InlineData("Task RunAsync(CancellationToken cancellationToken, int a);", 1)]
    [InlineData("Task RunAsync(CancellationToken cancellationToken = default);", 1)]
    [InlineData("override Task RunAsync(CancellationToken cancellationToken = default);", 0)]
    public void A_misplaced_or_defaulted_token_is_found(string method, int faults) =>
        Assert.Equal(faults,
            Vocabulary.WrongTokens(CSharpFile.Parse("a.cs", $"abstract class C {{ {method} }}")).Count());

    [Theory]
    [InlineData("// {0}: say more\nclass C;", 1)]
    [InlineData("class C { void M() => throw new NotImplementedException(); }", 1)]
    [InlineData("// What is left to do is nothing.\nclass C;", 0)]
    public void What_is_unfinished_is_found(string text, int faults)
    {
        var marked = text.Replace("{0}", "TO" + "DO");

        Assert.Equal(faults, Vocabulary.Unfinished(CSharpFile.Parse("a.cs", marked)).Count());
    }
}
