// relay <port to connect to> <bytes per second>
// Listens on a free loopback port, prints it, and hands every connection on to the given port. What comes back is held to the
// given speed on each connection for itself, whatever is asked on it and however often.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

// A connection may make up for this much time in which it was not served, and no more.
#define BURST_SECONDS 0.02
#define SLICE (128 * 1024)

struct pair {
  int client, server;
};

static double rate;
static struct sockaddr_in target;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static void pause_for(double seconds) {
  struct timespec t = {(time_t)seconds, (long)((seconds - (time_t)seconds) * 1e9)};
  nanosleep(&t, NULL);
}

// Moves up to `most` bytes without copying them; 0 at the end of either side.
static ssize_t move(int from, int to, int pipe_ends[2], size_t most) {
  ssize_t got = splice(from, NULL, pipe_ends[1], NULL, most, SPLICE_F_MOVE);
  for (ssize_t left = got; left > 0;) {
    ssize_t sent = splice(pipe_ends[0], NULL, to, NULL, left, SPLICE_F_MOVE);
    if (sent <= 0) return 0;
    left -= sent;
  }
  return got > 0 ? got : 0;
}

static void *upwards(void *argument) {
  struct pair *pair = argument;
  int ends[2];
  if (pipe(ends) != 0) exit(1);
  while (move(pair->client, pair->server, ends, SLICE) > 0) {}
  shutdown(pair->server, SHUT_RDWR);
  shutdown(pair->client, SHUT_RDWR);
  close(ends[0]);
  close(ends[1]);
  return NULL;
}

static void *serve(void *argument) {
  struct pair *pair = argument;
  pair->server = socket(AF_INET, SOCK_STREAM, 0);
  // A line holds no small packet back until the ones before it are acknowledged: without this each answer ended some 10 ms late.
  int on = 1;
  setsockopt(pair->server, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  setsockopt(pair->client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  pthread_t up;
  int ends[2];
  if (connect(pair->server, (struct sockaddr *)&target, sizeof target) == 0 && pipe(ends) == 0) {
    fcntl(ends[1], F_SETPIPE_SZ, 2 * SLICE);
    pthread_create(&up, NULL, upwards, pair);
    double allowed = 0, last = now();
    for (;;) {
      double at = now();
      allowed += (at - last) * rate;
      last = at;
      if (allowed > rate * BURST_SECONDS) allowed = rate * BURST_SECONDS;
      if (allowed < SLICE) {
        pause_for((SLICE - allowed) / rate);
        continue;
      }
      ssize_t moved = move(pair->server, pair->client, ends, SLICE);
      if (moved == 0) break;
      allowed -= moved;
    }
    shutdown(pair->server, SHUT_RDWR);
    shutdown(pair->client, SHUT_RDWR);
    pthread_join(up, NULL);
    close(ends[0]);
    close(ends[1]);
  }
  close(pair->server);
  close(pair->client);
  free(pair);
  return NULL;
}

int main(int count, char **arguments) {
  if (count != 3) return fprintf(stderr, "relay <port to connect to> <bytes per second>\n"), 2;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  signal(SIGPIPE, SIG_IGN);
  rate = atof(arguments[2]);
  target = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(atoi(arguments[1])), .sin_addr = {htonl(INADDR_LOOPBACK)}};
  struct sockaddr_in own = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
  socklen_t length = sizeof own;
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(listener, (struct sockaddr *)&own, sizeof own) != 0 || listen(listener, 128) != 0) return perror("relay"), 1;
  getsockname(listener, (struct sockaddr *)&own, &length);
  printf("%d\n", ntohs(own.sin_port));
  fflush(stdout);
  for (;;) {
    struct pair *pair = malloc(sizeof *pair);
    pair->client = accept(listener, NULL, NULL);
    if (pair->client < 0) return perror("relay"), 1;
    pthread_t thread;
    pthread_create(&thread, NULL, serve, pair);
    pthread_detach(thread);
  }
}
