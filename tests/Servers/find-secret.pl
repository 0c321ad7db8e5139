# Looks at a process and at all below it until it has ended, and says which of them shows a secret in its
# arguments or in its environment:
#
#   perl tests/Servers/find-secret.pl PID SECRET SEEN
#
# SECRET is a file that holds it; to SEEN go the first two arguments of every process that was looked at.
use strict;
use warnings;
use IO::Handle;

my ($root, $secret_file, $seen_file) = @ARGV;
my $secret = content($secret_file);
chomp $secret;
open(my $seen, '>>', $seen_file) or die "$seen_file: $!\n";
$seen->autoflush(1);

my (%shown, %known);
while (content("/proc/$root/stat") =~ /\) ([^Z])/) {
    for my $pid (below($root)) {
        my $arguments = content("/proc/$pid/cmdline");
        my $both = $arguments . "\0" . content("/proc/$pid/environ");
        print "process $pid shows it\n" if index($both, $secret) >= 0 and not $shown{$pid}++;
        my @first = grep { defined } (split /\0/, $arguments)[0, 1];
        print $seen map { "$_\n" } @first unless $known{"$pid @first"}++;
    }
    select(undef, undef, undef, 0.005);
}

# What has ended meanwhile is empty.
sub content {
    my ($path) = @_;
    open(my $file, '<:raw', $path) or return '';
    local $/;
    return <$file> // '';
}

sub below {
    my ($pid) = @_;
    my @children = map { split ' ', content($_) } glob("/proc/$pid/task/*/children");
    return ($pid, map { below($_) } @children);
}
